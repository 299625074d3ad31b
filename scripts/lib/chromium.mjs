import { accessSync, constants } from 'node:fs'
import { Stop } from './project.mjs'
import { prepare } from './run.mjs'

const USUAL = '/usr/bin/chromium'
const PACKAGES = ['chromium', 'fonts-morisawa-bizud-gothic']

/** The browser of the journeys: CHROMIUM, the system's, or, as root on Debian, one installed now with a Japanese font. */
export async function ensureChromium() {
  const { CHROMIUM } = process.env
  if (CHROMIUM) {
    if (runs(CHROMIUM)) return CHROMIUM
    throw new Stop(`CHROMIUM=${CHROMIUM} cannot be run; name a Chromium, or remove it.`)
  }
  if (runs(USUAL)) return USUAL
  if (process.getuid?.() === 0 && runs('/usr/bin/apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    await prepare('Reading the package lists', 'apt-get', ['update', '-q'], { env })
    const install = ['install', '-y', '-q', '--no-install-recommends', ...PACKAGES]
    await prepare('Installing Chromium', 'apt-get', install, { env })
    if (runs(USUAL)) return USUAL
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
