import { compileWords, ensureBuilt } from './lib/build.mjs'
import { ensureChromium } from './lib/chromium.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { pinnedNode, withPinnedNode } from './lib/pinned-node.mjs'
import { inProject, isThere, runScript, Stop } from './lib/project.mjs'
import { follow, prepare } from './lib/run.mjs'

// npm test [-- arguments of Vitest, such as `--project unit` or a part of a file's name] [--pg 16]
await runScript(async () => {
  const { options, postgres } = withoutPostgres(process.argv.slice(2))
  await ensureInstalled()
  const node = pinnedNode()
  const environment = withPinnedNode(node)
  if (postgres) environment.YORUBE_POSTGRES = await olderPostgres(postgres)
  await compileWords(node)
  if (includesJourneys(options)) {
    environment.CHROMIUM = await ensureChromium()
    environment.YORUBE_BUILD = 'build-journeys'
    await ensureBuilt(node, { folder: environment.YORUBE_BUILD, withGallery: true })
  }
  return await follow(node, ['scripts/run-vitest.ts', ...options], { env: environment })
})

function withoutPostgres(options) {
  const at = options.indexOf('--pg')
  if (at < 0) return { options }
  return { options: options.toSpliced(at, 2), postgres: options[at + 1] }
}

/** Another PostgreSQL than the one that ships, by a lock of its own: only whoever asks for it fetches it. */
async function olderPostgres(version) {
  const folder = `scripts/postgres-${version}`
  if (!isThere(`${folder}/package-lock.json`)) throw new Stop('--pg takes 16, the oldest that we run on.')
  const options = [
    '--prefix',
    inProject(folder),
    '--ignore-scripts',
    '--loglevel=error',
    '--no-audit',
    '--no-fund',
  ]
  if (!isThere(`${folder}/node_modules`))
    await prepare(`Installing PostgreSQL ${version} / PostgreSQL ${version} の導入`, 'npm', [
      'ci',
      ...options,
    ])
  return inProject(`${folder}/package.json`)
}

function includesJourneys(options) {
  const projects = options.flatMap((option, i) =>
    option === '--project' ? [options[i + 1]] : option.startsWith('--project=') ? [option.slice(10)] : [],
  )
  return projects.length === 0 || projects.includes('e2e')
}
