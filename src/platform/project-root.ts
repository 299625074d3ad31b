import { existsSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Whatever is started from the sources beside the built server, which lies elsewhere than this file, is found from here. */
export function projectRoot(): string {
  let at = import.meta.dirname
  while (!existsSync(join(at, 'src/platform/project-root.ts')) && at !== dirname(at)) at = dirname(at)
  return realpathSync(at)
}
