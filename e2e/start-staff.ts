import type * as Staff from '../src/app/staff.ts'

// The built server over a database that the journey has prepared; its environment says which.
const built = new URL(`../${process.env.YORUBE_BUILD ?? 'build'}/server/staff.js`, import.meta.url).href
const { startStaffServer } = (await import(built)) as typeof Staff
await startStaffServer(process.env)
