import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Config } from '../platform/config.ts'
import type { DatabaseAccess } from '../platform/db/access.ts'
import { findPlaces } from '../platform/db/embedded/places.ts'
import { examineDatabase, type Finding } from '../platform/health/examinations.ts'
import { examineAround } from '../platform/health/examine-all.ts'
import { productVersion } from './product-version.ts'

/** As `yorube doctor` does, from within the process that serves. */
export async function examineInstance(
  config: Config,
  secretFile: string,
  access: DatabaseAccess,
): Promise<{ version: string; findings: Finding[] }> {
  const places = findPlaces(config.dataDir)
  const around = await examineAround({
    config,
    places,
    dataDir: places?.dataDir ?? resolve(config.dataDir),
    secret: { isPresent: existsSync(secretFile), place: secretFile },
  })
  return { version: productVersion(), findings: [...(await examineDatabase(access)), ...around] }
}
