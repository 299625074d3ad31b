import { createSite } from '../src/intake/site.ts'
import { listen } from '../src/platform/http/listen.ts'
import { stopWithLauncher, tellLauncher } from '../src/platform/launched.ts'
import { createLogger } from '../src/platform/log/logger.ts'

// The public site as it is, with two windows instead of a database.
const windows = [
  {
    tenant_name: 'うみかぜ市',
    name: '女性相談支援室',
    hours: '平日 8時30分〜17時15分',
    phone: '000-000-0000',
    languages: ['ja', 'en'],
    who_may_use: '市内に住んでいる方、働いている方、学んでいる方',
    note: '付き添いの方と一緒でもかまいません。',
    locale: 'ja',
    checked_on: '2026-11-01',
  },
  {
    tenant_name: 'うみかぜ市',
    name: 'みなと福祉の窓口',
    hours: '毎日 9時〜21時',
    phone: '000-000-0001',
    languages: [],
    who_may_use: 'どなたでも',
    note: '',
    locale: 'ja',
    checked_on: null,
  },
]
const site = createSite({
  loadWindows: async () => windows,
  exitUrl: process.env.EXIT_URL ?? '',
  logger: createLogger('intake', 'warn'),
})
const { url, stop } = await listen((request) => site.fetch(request), { port: 0, host: '127.0.0.1' })
stopWithLauncher(stop)
tellLauncher({ type: 'ready', url })
