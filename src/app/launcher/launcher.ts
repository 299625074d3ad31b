import { type Config, isLoopback } from '../../platform/config.ts'
import type { Console } from '../console-words.ts'
import { keepRunning, type Listener, runStep } from './child-process.ts'
import { type Child, type EnvironmentOf, environmentOf } from './child-table.ts'
import { openDatabase } from './database.ts'
import { LaunchFailure } from './launch-failure.ts'
import { ProcessFigures, serveMetrics } from './metrics.ts'
import { requireFreePort } from './ports.ts'
import { instanceIdOf, openSecrets, rootSecretPlace } from './root-secret.ts'
import { forgetRunning, noteRunning } from './running-file.ts'
import { settleRootSecret } from './settle-root-secret.ts'

export interface Launch {
  config: Config
  isSample: boolean
  /** Run one after the other before anything serves. */
  steps: Child[]
  /** Kept running until `stop`; what people open is started at once, to load meanwhile. */
  servers: Child[]
  console: Console
  stop: AbortSignal
}

/** Brings the whole instance up and keeps it up until `stop`; throws what `console-words.ts` has a sentence for. */
export async function launch(given: Launch) {
  const { config, isSample, servers, console, stop } = given
  if (isSample && !isLoopback(config.host)) throw new LaunchFailure('sample-needs-loopback', config.host)
  const staffPort = await requireFreePort(config.host, config.port)
  await requireFreePort(config.host, config.intakePort)
  // Several cannot each take any free port and be found at one.
  const port = config.staffProcesses > 1 ? staffPort : config.port
  const figures = new ProcessFigures()
  const announcements = announce(servers, { ...config, port }, console, figures)
  const failed = new AbortController()
  const stopAll = AbortSignal.any([stop, failed.signal])
  const { promise: prepared, resolve: isPrepared, reject: isInVain } = Promise.withResolvers<EnvironmentOf>()
  const start = (child: Child) => keepRunning(child, prepared, announcements.listener, stopAll)
  const opened = servers.filter(({ address }) => address).map(start)
  // One that ends meanwhile is heard when the others are waited for.
  const ended = Promise.allSettled(opened.map(({ finished }) => finished))
  try {
    await withDatabase({ ...given, config: { ...config, port } }, figures, async (dataDir, environmentOf) => {
      for (const step of given.steps) {
        if (!stopAll.aborted) await runStep(step, environmentOf(step), announcements.listener, stopAll)
      }
      isPrepared(environmentOf)
      const areOpen = Promise.all(opened.map(({ ready }) => ready)).then(() => announcements.open(dataDir))
      // What nobody waits for leaves the machine to what people open.
      const isTime = Promise.race([areOpen, untilAborted(stopAll)])
      const behind = servers
        .filter(({ address }) => !address)
        .map((child) => isTime.then(() => start(child).finished))
      const finished = [...opened.map(({ finished }) => finished), ...behind]
      await Promise.all(finished).catch(async (error) => {
        failed.abort()
        await Promise.allSettled(finished)
        throw error
      })
    })
  } catch (error) {
    failed.abort()
    isInVain(error)
    throw error
  } finally {
    await ended
  }
}

/** Opens the database and the secrets for `work`, and closes the database after it. */
async function withDatabase(
  { config, isSample, console }: Launch,
  figures: ProcessFigures,
  work: (dataDir: string, environmentOf: EnvironmentOf) => Promise<void>,
) {
  const database = await openDatabase(config, {
    onEvent: (event) => console.say(event),
    onRestart: () => {
      figures.restarts('database')
      console.say({ type: 'database-restarts' })
    },
  })
  const settled = { ...config, dataDir: database.dataDir }
  const endMetrics = config.metricsPort ? serveMetrics(config.metricsPort, settled, figures) : undefined
  try {
    const place = rootSecretPlace(settled, () => instanceIdOf(settled.dataDir))
    await settleRootSecret(database.owner, place)
    const secrets = await openSecrets(settled, database.isNew)
    await work(database.dataDir, (child) => environmentOf(child, settled, database.owner, secrets, isSample))
  } finally {
    endMetrics?.()
    forgetRunning(database.dataDir)
    await database.stop()
  }
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve())
  })
}

/** Addresses and the code of the first set-up are told together, when every page can be opened. */
function announce(servers: Child[], config: Config, console: Console, figures: ProcessFigures) {
  const addresses = new Map(
    servers.flatMap(({ name, address }) => (address ? [[name, address(config)]] : [])),
  )
  let setUp: { url: string; code: string } | undefined
  let isOpen = false
  const tellSetUp = () => setUp && console.say({ type: 'setup-code', ...setUp })
  const listener: Listener = {
    onMessage: (child, message) => {
      if (message.type === 'ready') figures.ready(child.name)
      if (message.type === 'notice') console.print(message.text)
      if (message.type === 'ready' && message.url && child.address) addresses.set(child.name, message.url)
      if (message.type !== 'setup-code') return
      setUp = { url: message.url, code: message.code }
      if (isOpen) tellSetUp()
    },
    onRestart: (child, cause, pauseMs) => {
      figures.restarts(child.name)
      console.say({ type: 'restarts', name: child.name, cause, pauseMs })
    },
  }
  const open = (dataDir: string) => {
    isOpen = true
    noteRunning(dataDir, Object.fromEntries(addresses))
    for (const [name, url] of addresses) console.say({ type: 'serving', name, url })
    tellSetUp()
  }
  return { listener, open }
}
