import type { Config } from '@react-router/dev/config'

export default {
  appDirectory: 'src/app',
  buildDirectory: 'build',
  serverBuildFile: 'staff.js',
  ssr: true,
  // The whole route table is one immutable asset; no endpoint answers questions about routes.
  routeDiscovery: { mode: 'initial' },
} satisfies Config
