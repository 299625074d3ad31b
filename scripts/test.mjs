import { compileWords, ensureBuilt } from './lib/build.mjs'
import { ensureChromium } from './lib/chromium.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { pinnedNode, withPinnedNode } from './lib/pinned-node.mjs'
import { runScript } from './lib/project.mjs'
import { follow } from './lib/run.mjs'

// npm test [-- arguments of Vitest, such as `--project unit` or a part of a file's name]
await runScript(async () => {
  const options = process.argv.slice(2)
  await ensureInstalled()
  const node = pinnedNode()
  const environment = withPinnedNode(node)
  await compileWords(node)
  if (includesJourneys(options)) {
    environment.CHROMIUM = await ensureChromium()
    environment.YORUBE_BUILD = 'build-journeys'
    await ensureBuilt(node, { folder: environment.YORUBE_BUILD, withGallery: true })
  }
  return await follow(node, ['scripts/run-vitest.ts', ...options], { env: environment })
})

function includesJourneys(options) {
  const projects = options.flatMap((option, i) =>
    option === '--project' ? [options[i + 1]] : option.startsWith('--project=') ? [option.slice(10)] : [],
  )
  return projects.length === 0 || projects.includes('e2e')
}
