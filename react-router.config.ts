import type { Config } from '@react-router/dev/config'

export default {
  appDirectory: 'src/app',
  // The journeys build into a folder of their own, so that a running instance keeps its pages.
  buildDirectory: process.env.YORUBE_BUILD ?? 'build',
  serverBuildFile: 'staff.js',
  ssr: true,
  // The whole route table is one immutable asset; no endpoint answers questions about routes.
  routeDiscovery: { mode: 'initial' },
} satisfies Config
