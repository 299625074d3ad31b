import { inspect } from 'node:util'
import { readConfig } from '../platform/config.ts'
import { decryptStream, encryptStream } from '../platform/vault/index.ts'
import { appoint, readAppointment } from './cli/appoint.ts'
import { backup } from './cli/backup.ts'
import { backupToRepository } from './cli/backup-to-repository.ts'
import { checkpoint } from './cli/checkpoint.ts'
import { ofSystem } from './cli/cli-failure.ts'
import type { CliSaid, CliScene } from './cli/cli-scene.ts'
import { cliFailureSentences, helpText, questionsIn, unknownVerb, wordsOf } from './cli/cli-words.ts'
import { doctor } from './cli/doctor.ts'
import { askAgreement, askKit, knownPassphrase, newPassphrase } from './cli/passphrase.ts'
import { readRecovery, recover } from './cli/recover.ts'
import { noteRestore, readRestore, restoreAsWished } from './cli/restore-wish.ts'
import { rotateRoot } from './cli/rotate-root.ts'
import { linesShownPlainly } from './cli/shown-plainly.ts'
import { status } from './cli/status.ts'
import { verify } from './cli/verify.ts'
import { verifyBackup } from './cli/verify-backup.ts'
import { languageOf } from './console-words.ts'

const DONE = 0
const FAILED = 1
const USAGE = 2

/** A verb reads its own operands; undefined = they are wrong. It may answer an exit code; none is 0. */
type Verb = (scene: () => CliScene, operands: string[]) => Promise<unknown> | undefined
const none =
  (run: (scene: CliScene) => Promise<void>): Verb =>
  (scene, operands) =>
    operands.length === 0 ? run(scene()) : undefined
const VERBS: Record<string, Verb> = {
  appoint: (scene, operands) => {
    const wish = readAppointment(operands)
    return wish && appoint(scene(), wish)
  },
  backup: (scene, [file, ...more]) => {
    if (more.length > 0) return undefined
    return file === undefined ? backupToRepository(scene()) : backup(scene(), file)
  },
  checkpoint: none(checkpoint),
  doctor: none(doctor),
  'note-restore': none(async (scene) => noteRestore(scene)),
  recover: (scene, operands) => {
    const wish = readRecovery(operands)
    return wish && recover(scene(), wish)
  },
  restore: (scene, operands) => {
    const wish = readRestore(operands)
    return wish && restoreAsWished(scene(), wish)
  },
  'rotate-root': (scene, operands) => {
    const isFinish = operands[0] === '--finish'
    return operands.length === (isFinish ? 1 : 0) ? rotateRoot(scene(), isFinish) : undefined
  },
  status: none(status),
  verify: (scene, operands) => verify(scene(), operands),
  'verify-backup': none(verifyBackup),
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
    agrees: (agreeing) => askAgreement(questions.agrees[agreeing]),
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
  const usage = () => {
    if (name !== '' && !verb) console.error(unknownVerb(name, language))
    console.error(helpText(language))
    return USAGE
  }
  if (!verb) return usage()
  try {
    const work = verb(sceneHere, operands)
    if (!work) return usage()
    const code = await work
    return typeof code === 'number' ? code : DONE
  } catch (error) {
    const sentences = cliFailureSentences(ofSystem(error) ?? error, language)
    for (const sentence of sentences ?? [linesShownPlainly(inspect(error))]) console.error(sentence)
    return FAILED
  }
}

process.exit(await main(process.argv.slice(2)))
