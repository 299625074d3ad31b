import { readFileSync, statSync } from 'node:fs'
import { StringDecoder } from 'node:string_decoder'
import { CliFailure } from './cli-failure.ts'
import type { Agreeing } from './cli-scene.ts'

export const SHORTEST_PASSPHRASE = 15
const GROUP_AND_WORLD = 0o077

export interface Questions {
  passphrase: string
  again: string
  agrees: Record<Agreeing, string>
  kit: (number: number) => string
}

/** Of an existing backup. */
export async function knownPassphrase(file: string | undefined, questions: Questions): Promise<string> {
  return file ? passphraseIn(file) : composed(await askUnseen(questions.passphrase))
}

/** For a new backup: asked twice, and long enough that guessing at a stolen backup is hopeless. */
export async function newPassphrase(file: string | undefined, questions: Questions): Promise<string> {
  const passphrase = await knownPassphrase(file, questions)
  if ([...passphrase].length < SHORTEST_PASSPHRASE)
    throw new CliFailure('passphrase-short', String(SHORTEST_PASSPHRASE))
  if (!file && composed(await askUnseen(questions.again)) !== passphrase)
    throw new CliFailure('passphrase-differs')
  return passphrase
}

/** The same letters may come in two encodings, from another keyboard. */
const composed = (typed: string) => typed.normalize('NFC')

function passphraseIn(file: string): string {
  const mode = statSync(file, { throwIfNoEntry: false })?.mode
  if (mode === undefined) throw new CliFailure('passphrase-file-missing', file)
  if ((mode & GROUP_AND_WORLD) !== 0) throw new CliFailure('passphrase-file-open', file)
  return composed(readFileSync(file, 'utf8').replace(/\r?\n$/, ''))
}

/** One line from the terminal, shown to nobody. */
async function askUnseen(question: string): Promise<string> {
  const { stdin, stderr } = process
  if (!stdin.isTTY) throw new CliFailure('no-terminal')
  // Silence first: somebody who types ahead must not see it either.
  stdin.setRawMode(true)
  stderr.write(question)
  stdin.resume()
  try {
    return await lineFrom(stdin)
  } finally {
    stdin.setRawMode(false)
    stdin.pause()
    stderr.write('\n')
  }
}

/** A kit from paper; unseen like a passphrase, for it is one half of everything. */
export function askKit(question: string): Promise<string> {
  return askUnseen(question)
}

/** Whether the operator answers yes to what stands on the terminal. */
export async function askAgreement(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) throw new CliFailure('name-needed')
  return (await askUnseen(question)).trim().toLowerCase() === 'yes'
}

const ENTER = ['\r', '\n']
const RUB_OUT = ['\b', '\u007f']
/** Ctrl-U */
const RUB_OUT_ALL = '\u0015'
/** Ctrl-C, Ctrl-D */
const GIVE_UP = ['\u0003', '\u0004']

function lineFrom(terminal: NodeJS.ReadStream): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const decoder = new StringDecoder('utf8')
  let typed: string[] = []
  const onKeys = (keys: Buffer) => {
    for (const key of decoder.write(keys)) {
      if (ENTER.includes(key)) resolve(typed.join(''))
      else if (GIVE_UP.includes(key)) reject(new CliFailure('stopped'))
      else if (RUB_OUT.includes(key)) typed.pop()
      else if (key === RUB_OUT_ALL) typed = []
      else typed.push(key)
    }
  }
  const onEnd = () => reject(new CliFailure('stopped'))
  terminal.on('data', onKeys)
  terminal.once('end', onEnd)
  return promise.finally(() => {
    terminal.off('data', onKeys)
    terminal.off('end', onEnd)
  })
}
