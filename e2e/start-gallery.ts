import type * as Staff from '../src/app/staff.ts'

// The built server only; the gallery needs neither database nor keys.
const built = new URL(`../${process.env.YORUBE_BUILD ?? 'build'}/server/staff.js`, import.meta.url).href
const { startGalleryServer } = (await import(built)) as typeof Staff
await startGalleryServer({ PORT: '0', LOG_LEVEL: 'warn' })
