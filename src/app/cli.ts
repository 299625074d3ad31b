import { readConfig } from '../platform/config.ts'
import { decryptStream, encryptStream } from '../platform/vault/index.ts'
import { appoint } from './cli/appoint.ts'
import { backup } from './cli/backup.ts'
import { checkpoint } from './cli/checkpoint.ts'
import { ofSystem } from './cli/cli-failure.ts'
import type { CliSaid, CliScene } from './cli/cli-scene.ts'
import { cliFailureSentences, helpText, questionsIn, unknownVerb, wordsOf } from './cli/cli-words.ts'
import { knownPassphrase, newPassphrase } from './cli/passphrase.ts'
import { restore } from './cli/restore.ts'
import { status } from './cli/status.ts'
import { verify } from './cli/verify.ts'
import { languageOf } from './console-words.ts'

const DONE = 0
const FAILED = 1
const USAGE = 2

type Verb =
  | { operands: 0; run: (scene: CliScene) => Promise<void> }
  | { operands: 1; run: typeof backup }
  /** As many as one likes; answers the exit code. */
  | { operands: 'any'; run: (scene: CliScene, operands: string[]) => Promise<number> }
const VERBS: Record<string, Verb> = {
  appoint: { operands: 1, run: appoint },
  backup: { operands: 1, run: backup },
  restore: { operands: 1, run: restore },
  status: { operands: 0, run: status },
  checkpoint: { operands: 0, run: checkpoint },
  verify: { operands: 'any', run: verify },
}

const language = languageOf(process.env)

/** Progress goes to the terminal only, over itself. */
function say(said: CliSaid) {
  const line = wordsOf(said, language)
  if (said.type === 'progress') {
    if (process.stderr.isTTY) process.stderr.write(`\r${line}`)
    return
  }
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K')
  console.log(line)
}

function sceneHere(): CliScene {
  const config = readConfig(process.env)
  const stop = new AbortController()
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => stop.abort())
  const file = config.backupPassphraseFile
  const questions = questionsIn(language)
  return {
    config,
    folder: process.env.INIT_CWD ?? process.cwd(),
    say,
    stop: stop.signal,
    passphrase: {
      fresh: () => newPassphrase(file, questions),
      known: () => knownPassphrase(file, questions),
    },
    seal: encryptStream,
    open: decryptStream,
  }
}

async function main([name = '', ...operands]: string[]): Promise<number> {
  if (['help', '--help', '-h'].includes(name)) {
    console.log(helpText(language))
    return DONE
  }
  const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined
  if (!verb || (verb.operands !== 'any' && operands.length !== verb.operands)) {
    if (name !== '' && !verb) console.error(unknownVerb(name, language))
    console.error(helpText(language))
    return USAGE
  }
  try {
    const scene = sceneHere()
    if (verb.operands === 'any') return await verb.run(scene, operands)
    await verb.run(scene, operands[0] ?? '')
    return DONE
  } catch (error) {
    const sentences = cliFailureSentences(ofSystem(error) ?? error, language)
    for (const sentence of sentences ?? [error]) console.error(sentence)
    return FAILED
  }
}

process.exit(await main(process.argv.slice(2)))
