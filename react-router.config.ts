import { join } from 'node:path'
import type { Config } from '@react-router/dev/config'

import { compressAssets } from './scripts/compress-assets.ts'

export default {
  appDirectory: 'src/app',
  // The journeys build into a folder of their own, so that a running instance keeps its pages.
  buildDirectory: process.env.YORUBE_BUILD ?? 'build',
  serverBuildFile: 'staff.js',
  ssr: true,
  // The whole route table is one immutable asset; no endpoint answers questions about routes.
  routeDiscovery: { mode: 'initial' },
  // Not earlier: the table of routes is written last, and is the largest of all before it is compressed.
  buildEnd: ({ reactRouterConfig }) => compressAssets(join(reactRouterConfig.buildDirectory, 'client')),
} satisfies Config
