/**
 * Starts the built staff server. Nothing else is imported here: what stands in the build must not be evaluated a
 * second time beside it (two pools, two vaults).
 */
const built: string = `../../${process.env.YORUBE_BUILD ?? 'build'}/server/staff.js`
const { startStaffServer } = (await import(built)) as typeof import('./staff.ts')
await startStaffServer(process.env)

export {}
