import { readConfig } from '../platform/config.ts'
import { REFUSED } from '../platform/launched.ts'
import { type Console, failureSentences, languageOf, sentenceOf } from './console-words.ts'
import { ARCHIVE, furtherStaff, SAMPLE_STEPS, SERVERS, STEPS } from './launcher/child-table.ts'
import { launch } from './launcher/launcher.ts'

const language = languageOf(process.env)
const screen: Console = {
  say: (said) => console.log(sentenceOf(said, language)),
  print: (text) => console.log(text),
}

const stop = new AbortController()
const askToStop = () => {
  if (!stop.signal.aborted) screen.say({ type: 'stopping' })
  stop.abort()
}
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, askToStop)
// The start script holds the other end: when it is killed, this is all we hear.
process.on('disconnect', askToStop)

try {
  const isSample = process.argv.includes('--sample')
  const config = readConfig(process.env)
  const archives = config.backupDir !== undefined && config.databaseUrl === undefined
  const steps = isSample ? [...STEPS, ...SAMPLE_STEPS] : STEPS
  await launch({
    config,
    isSample,
    steps,
    servers: [...SERVERS, ...furtherStaff(config), ...(archives ? [ARCHIVE] : [])],
    console: screen,
    stop: stop.signal,
  })
  process.exit(0)
} catch (error) {
  const sentences = failureSentences(error, language)
  for (const sentence of sentences ?? [error]) console.error(sentence)
  process.exit(sentences ? REFUSED : 1)
}
