import { isThere } from './project.mjs'

/** Written by `npm run bundle`: what stands here was installed and built where it was made, and nothing is missing. */
export const BUNDLE_NOTE = 'bundle.json'
export const isBundled = () => isThere(BUNDLE_NOTE)
