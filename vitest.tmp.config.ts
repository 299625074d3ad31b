import { defineConfig } from 'vitest/config'
export default defineConfig({ test: { projects: [
 { test: { name: 'db', include: ['src/**/*.db.test.ts'], globalSetup: ['src/platform/db/testing/global-setup.ts'], maxWorkers: 2, testTimeout: 20000 } },
]}})
