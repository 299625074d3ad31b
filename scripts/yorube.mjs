import { isBundled } from './lib/bundled.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { pinnedNode, withPinnedNode } from './lib/pinned-node.mjs'
import { runScript } from './lib/project.mjs'
import { follow } from './lib/run.mjs'

// npm run yorube -- VERB: the operator's command line
await runScript(async () => {
  if (!isBundled()) await ensureInstalled()
  const node = pinnedNode()
  // npm changes the folder; a file named by the operator is meant from where she stands.
  const env = { ...withPinnedNode(node), INIT_CWD: process.env.INIT_CWD ?? process.cwd() }
  return await follow(node, ['src/app/cli.ts', ...process.argv.slice(2)], { env })
})
