import { readConfig } from '../platform/config.ts'
import { decryptStream, encryptStream } from '../platform/vault/index.ts'
import { appoint } from './cli/appoint.ts'
import { backup } from './cli/backup.ts'
import { ofSystem } from './cli/cli-failure.ts'
import type { CliSaid, CliScene } from './cli/cli-scene.ts'
import { cliFailureSentences, helpText, questionsIn, unknownVerb, wordsOf } from './cli/cli-words.ts'
import { askKit, knownPassphrase, newPassphrase } from './cli/passphrase.ts'
import { recover } from './cli/recover.ts'
import { restore } from './cli/restore.ts'
import { status } from './cli/status.ts'
import { languageOf } from './console-words.ts'

const DONE = 0
const FAILED = 1
const USAGE = 2

interface Verb {
  /** At least, at most. */
  operands: readonly [number, number]
  run: (scene: CliScene, ...operands: string[]) => Promise<void>
}
const VERBS: Record<string, Verb> = {
  appoint: { operands: [1, 1], run: (scene, login = '') => appoint(scene, login) },
  backup: { operands: [1, 1], run: (scene, file = '') => backup(scene, file) },
  recover: { operands: [0, 2], run: recover },
  restore: { operands: [1, 1], run: (scene, file = '') => restore(scene, file) },
  status: { operands: [0, 0], run: status },
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
    kit: (number) => askKit(questions.kit(number)),
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
  if (!verb || operands.length < verb.operands[0] || operands.length > verb.operands[1]) {
    if (name !== '' && !verb) console.error(unknownVerb(name, language))
    console.error(helpText(language))
    return USAGE
  }
  try {
    const scene = sceneHere()
    await verb.run(scene, ...operands)
    return DONE
  } catch (error) {
    const sentences = cliFailureSentences(ofSystem(error) ?? error, language)
    for (const sentence of sentences ?? [error]) console.error(sentence)
    return FAILED
  }
}

process.exit(await main(process.argv.slice(2)))
