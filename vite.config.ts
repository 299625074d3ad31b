import { paraglideVitePlugin } from '@inlang/paraglide-js'
import optimizeLocales from '@react-aria/optimize-locales-plugin'
import { reactRouter } from '@react-router/dev/vite'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'
import { browserChunks } from './scripts/browser-chunks.ts'
import { oneLanguage } from './scripts/one-language.ts'
import { paraglideOptions } from './src/platform/words/paraglide.ts'

export default defineConfig({
  plugins: [
    paraglideVitePlugin(paraglideOptions),
    oneLanguage(),
    browserChunks(),
    // React Aria ships every language; without this the calendar alone weighs 30 kB more.
    { ...optimizeLocales.vite({ locales: ['ja-JP', 'en-US'] }), enforce: 'pre' },
    tailwindcss(),
    // React Router's plugin expects its own build or dev server around it.
    process.env.VITEST ? [] : reactRouter(),
  ],
  // React Router names what a page needs beforehand; a second list of that in the scripts weighs and gains nothing.
  build: { modulePreload: false, target: ['chrome111', 'firefox128', 'safari16.4'], assetsInlineLimit: 0 },
  environments: {
    ssr: {
      // Hundreds of small files, each looked up and read by itself at every start: they become part of the build.
      resolve: { noExternal: ['kysely', /^@simplewebauthn\//, /^@peculiar\//] },
      // The server's own entry is part of React Router's build, so that every module is evaluated once per process.
      build: { target: 'node24', rollupOptions: { input: './src/app/staff.ts' } },
    },
  },
})
