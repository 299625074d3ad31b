import { compileWords } from './lib/build.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { pinnedNode, tool, withPinnedNode } from './lib/pinned-node.mjs'
import { isThere, runScript } from './lib/project.mjs'
import { follow } from './lib/run.mjs'

// npm run check: exactly what CI runs besides the tests.
await runScript(async () => {
  await ensureInstalled()
  const node = pinnedNode()
  await compileWords(node)
  const checks = [
    ['biome', 'ci', '--error-on-warnings', '.'],
    ...(isThere('react-router.config.ts') ? [['react-router', 'typegen']] : []),
    ['tsc', '--noEmit'],
    ['depcruise', '--config', '.dependency-cruiser.mjs', 'src', 'bench'],
  ]
  let failures = 0
  for (const [name, ...args] of checks) {
    console.log(`\n— ${name} ${args.join(' ')}`)
    failures += (await follow(node, [tool(name), ...args], { env: withPinnedNode(node) })) === 0 ? 0 : 1
  }
  return failures === 0 ? 0 : 1
})
