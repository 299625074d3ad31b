import { type Config, isLoopback } from '../../platform/config.ts'
import type { Console } from '../console-words.ts'
import { keepRunning, type Listener, runStep } from './child-process.ts'
import { type Child, environmentOf } from './child-table.ts'
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
  /** Kept running until `stop`. */
  servers: Child[]
  console: Console
  stop: AbortSignal
}

/** Brings the whole instance up and keeps it up until `stop`; throws what `console-words.ts` has a sentence for. */
export async function launch({ config, isSample, steps, servers, console, stop }: Launch) {
  if (isSample && !isLoopback(config.host)) throw new LaunchFailure('sample-needs-loopback', config.host)
  const staffPort = await requireFreePort(config.host, config.port)
  await requireFreePort(config.host, config.intakePort)
  const figures = new ProcessFigures()
  const database = await openDatabase(config, {
    onEvent: (event) => console.say(event),
    onRestart: () => {
      figures.restarts('database')
      console.say({ type: 'database-restarts' })
    },
  })
  // Several cannot each take any free port and be found at one.
  const port = config.staffProcesses > 1 ? staffPort : config.port
  const settled = { ...config, port, dataDir: database.dataDir }
  const endMetrics = config.metricsPort ? serveMetrics(config.metricsPort, settled, figures) : undefined
  const failed = new AbortController()
  const stopAll = AbortSignal.any([stop, failed.signal])
  try {
    const place = rootSecretPlace(settled, () => instanceIdOf(settled.dataDir))
    await settleRootSecret(database.owner, place)
    const secrets = await openSecrets(settled, database.isNew)
    const environment = (child: Child) => environmentOf(child, settled, database.owner, secrets, isSample)
    const announcements = announce(servers, settled, console, figures)
    for (const step of steps) {
      if (!stopAll.aborted) await runStep(step, environment(step), announcements.listener, stopAll)
    }
    const start = (child: Child) => keepRunning(child, environment(child), announcements.listener, stopAll)
    const opened = servers.filter(({ address }) => address).map(start)
    const areOpen = Promise.all(opened.map(({ ready }) => ready)).then(announcements.open)
    // What nobody waits for leaves the machine to what people open.
    const isTime = Promise.race([areOpen, untilAborted(stopAll)])
    const behind = servers
      .filter(({ address }) => !address)
      .map(async (child) => {
        await isTime
        await start(child).finished
      })
    const finished = [...opened.map(({ finished }) => finished), ...behind]
    await Promise.all(finished).catch(async (error) => {
      failed.abort()
      await Promise.allSettled(finished)
      throw error
    })
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
  const open = () => {
    isOpen = true
    noteRunning(config.dataDir, Object.fromEntries(addresses))
    for (const [name, url] of addresses) console.say({ type: 'serving', name, url })
    tellSetUp()
  }
  return { listener, open }
}
