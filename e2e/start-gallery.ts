import type { startStaffServer } from '../src/app/staff.ts'

// The built server only; the gallery needs neither database nor keys.
const built = new URL('../build/server/staff.js', import.meta.url).href
const { startStaffServer: start } = (await import(built)) as { startStaffServer: typeof startStaffServer }
await start({ port: 0, host: '127.0.0.1', trustProxy: false, logLevel: 'warn' })
