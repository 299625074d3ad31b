import { compileWords, ensureBuilt } from './lib/build.mjs'
import { ensureChromium } from './lib/chromium.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { COMPILE_CACHE, pinnedNode, tool, withPinnedNode } from './lib/pinned-node.mjs'
import { runScript } from './lib/project.mjs'
import { follow, prepare } from './lib/run.mjs'

// npm run bench [-- --small --only open,list --seconds 2 --large --json --keep]
await runScript(async () => {
  const options = process.argv.slice(2)
  // The one object is all that stands on the output then.
  if (options.includes('--json')) console.log = console.error
  await ensureInstalled()
  const node = pinnedNode()
  await compileWords(node)
  await ensureBuilt(node)
  const empty = ['build', 'bench/empty-page']
  await prepare('Building the empty page', node, [tool('react-router'), ...empty], {
    env: withPinnedNode(node),
  })
  const env = { ...withPinnedNode(node), BENCH_COMPILE_CACHE: COMPILE_CACHE, NODE_ENV: 'production' }
  if (needsBrowser(options)) env.CHROMIUM = await ensureChromium({ isWhole: true })
  return await follow(node, ['bench/main.ts', ...options], { env })
})

function needsBrowser(options) {
  const only = options[options.indexOf('--only') + 1]
  return !options.includes('--only') || only?.split(',').includes('browser')
}
