import { untilBegun } from '../platform/launched.ts'

/**
 * Starts the built staff server. Nothing that holds something is imported here: what stands in the build must not be evaluated a
 * second time beside it (two pools, two vaults).
 */
const built: string = `../../${process.env.YORUBE_BUILD ?? 'build'}/server/staff.js`
const { startStaffServer } = (await import(built)) as typeof import('./staff.ts')
await untilBegun()
await startStaffServer(process.env)
