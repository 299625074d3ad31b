import { ensureBuilt } from './lib/build.mjs'
import { isBundled } from './lib/bundled.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { COMPILE_CACHE, pinnedNode, withPinnedNode } from './lib/pinned-node.mjs'
import { runScript } from './lib/project.mjs'
import { follow } from './lib/run.mjs'

// npm start [-- --sample]
await runScript(async () => {
  if (!isBundled()) await ensureInstalled()
  const node = pinnedNode()
  if (!isBundled()) await ensureBuilt(node)
  return await follow(node, ['src/app/launch.ts', ...process.argv.slice(2)], {
    env: { NODE_COMPILE_CACHE: COMPILE_CACHE, ...withPinnedNode(node) },
    // The channel tells the launcher when this script is gone, even by kill -9.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
})
