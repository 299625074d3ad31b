import type { TestProject } from 'vitest/node'
import { makeCluster, type PreparedCluster } from './prepared-cluster.ts'

declare module 'vitest' {
  interface ProvidedContext {
    preparedCluster: PreparedCluster
  }
}

/** One migrated PostgreSQL for all journeys of a run, stopped, of which each starts a copy (`startPrepared`). */
export async function setup(project: TestProject): Promise<() => void> {
  const { remove, ...cluster } = await makeCluster()
  project.provide('preparedCluster', cluster)
  return remove
}
