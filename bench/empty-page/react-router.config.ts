import type { Config } from '@react-router/dev/config'

export default {
  appDirectory: 'app',
  buildDirectory: '../../node_modules/.cache/empty-page',
  ssr: true,
} satisfies Config
