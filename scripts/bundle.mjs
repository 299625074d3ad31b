import { bundledFiles } from './bundle/bundled-files.mjs'
import { writeBundle } from './bundle/write-bundle.mjs'
import { ensureBuilt } from './lib/build.mjs'
import { isBundled } from './lib/bundled.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { pinnedNode } from './lib/pinned-node.mjs'
import { runScript, Stop } from './lib/project.mjs'

// npm run bundle [-- FOLDER]: one file that installs on a closed network, with Node, PostgreSQL and all packages inside
await runScript(async () => {
  if (isBundled()) throw new Stop('This is an installed bundle; make a new one from the source.')
  await ensureInstalled()
  await ensureBuilt(pinnedNode())
  const { file, bytes, sha256 } = await writeBundle(bundledFiles(), process.argv[2] ?? '.')
  console.log(`${file}\n${Math.round(bytes / 1e6)} MB\nSHA-256 ${sha256}`)
  return 0
})
