import { accessSync, constants } from 'node:fs'
import { Stop } from './project.mjs'
import { prepare } from './run.mjs'

const WHOLE = '/usr/bin/chromium'
/** The same browser without its windows: it renders alike, and the journeys take about two thirds of the time. */
const BARE = '/usr/bin/chromium-headless-shell'
const PACKAGES = ['chromium', 'chromium-headless-shell', 'fonts-morisawa-bizud-gothic']

/**
 * CHROMIUM, the system's, or, as root on Debian, one installed now with a Japanese font. Journeys run in the bare one where
 * there is one; what a person's own browser does (`isWhole`) is measured in the whole.
 */
export async function ensureChromium({ isWhole = false } = {}) {
  const { CHROMIUM } = process.env
  if (CHROMIUM) {
    if (runs(CHROMIUM)) return CHROMIUM
    throw new Stop(`CHROMIUM=${CHROMIUM} cannot be run; name a Chromium, or remove it.`)
  }
  const found = () => (isWhole ? [WHOLE, BARE] : [BARE, WHOLE]).find(runs)
  const usual = found()
  if (usual) return usual
  if (process.getuid?.() === 0 && runs('/usr/bin/apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    await prepare('Reading the package lists', 'apt-get', ['update', '-q'], { env })
    const install = ['install', '-y', '-q', '--no-install-recommends', ...PACKAGES]
    await prepare('Installing Chromium', 'apt-get', install, { env })
    const installed = found()
    if (installed) return installed
  }
  throw new Stop(
    `The browser journeys need Chromium: install it (apt-get install ${PACKAGES.join(' ')}) or set CHROMIUM.`,
  )
}

function runs(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
