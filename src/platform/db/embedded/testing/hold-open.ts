import { startEmbedded } from '../start-embedded.ts'

// A parent for the tests to kill: starts PostgreSQL, says how to connect, and waits.
const dataDir = process.argv[2]
if (!dataDir) throw new Error('usage: hold-open.ts DATA_DIR')
const started = await startEmbedded({ dataDir, sharedBuffers: '16MB', log: () => undefined })
process.stdout.write(`${JSON.stringify(started.connection)}\n`)
setInterval(() => undefined, 60_000)
