import { expect, test } from 'vitest'
import { type ConfigError, isLoopback, readConfig } from './config.ts'

function problemsOf(environment: Record<string, string>) {
  try {
    readConfig(environment)
  } catch (error) {
    return (error as ConfigError).problems
  }
  return []
}

test('an empty environment gives a server on this machine only', () => {
  const config = readConfig({ HOST: '' })
  expect(config).toMatchObject({
    host: '127.0.0.1',
    port: 8080,
    intakePort: 8081,
    dataDir: './.yorube',
    tls: undefined,
  })
})

test.each([
  ['PORT', '80a', 'not-a-port'],
  ['PORT', '65536', 'not-a-port'],
  ['INTAKE_PORT', '-1', 'not-a-port'],
  ['INTAKE_PORT', '8080', 'same-port'],
  ['HOST', 'a b', 'not-a-host'],
  ['HOST', '0.0.0.0', 'needs-tls-or-proxy'],
  ['DATABASE_URL', 'mysql://x/y', 'not-a-database-url'],
  ['DATABASE_URL', 'yorube', 'not-a-database-url'],
  ['SECURITY_CONTACT', 'mihon@example.jp', 'not-a-contact'],
  ['SECURITY_CONTACT', 'javascript:alert(1)', 'not-a-contact'],
  ['DATABASE_URL', 'postgres://u:100%@localhost/y', 'not-a-database-url'],
  ['TLS_CERT', '/no/such/file', 'unreadable-file'],
  ['TLS_KEY', import.meta.filename, 'needs-its-pair'],
  ['TRUST_PROXY', 'true', 'not-an-address-list'],
  ['TRUST_PROXY', '0.0.0.0/0', 'not-an-address-list'],
  ['OFFICE_NETWORKS', '203.0.113.4; everybody', 'not-an-address-list'],
  ['OFFICE_NETWORKS', '0.0.0.0/0', 'not-an-address-list'],
  ['EXIT_URL', 'javascript:alert(1)', 'not-a-web-address'],
  ['IDENTITY_PROVIDERS_FILE', '/no/such/file', 'unreadable-file'],
  ['IDENTITY_PROVIDERS_FILE', import.meta.filename, 'not-identity-providers'],
  ['VIRUS_SCANNER', 'clamd.example.jp:3310', 'not-a-scanner'],
  ['VIRUS_SCANNER', 'localhost:3310', 'not-a-scanner'],
  ['VIRUS_SCANNER', '10.0.0.7:3310', 'not-a-scanner'],
  ['VIRUS_SCANNER', '[2001:db8::7]:3310', 'not-a-scanner'],
  ['VIRUS_SCANNER', '127.0.0.1', 'not-a-scanner'],
  ['VIRUS_SCANNER', '127.0.0.1:65536', 'not-a-scanner'],
  ['VIRUS_SCANNER', 'clamd.ctl', 'not-a-scanner'],
  ['VIRUS_SCANNER', `/run/${'x'.repeat(103)}`, 'not-a-scanner'],
  ['LOG_LEVEL', 'loud', 'not-a-log-level'],
])('%s=%s is refused by name', (variable, value, problem) => {
  expect(problemsOf({ [variable]: value })).toEqual([{ variable, problem }])
})

test('every wrong variable is named at once', () => {
  expect(problemsOf({ PORT: 'x', LOG_LEVEL: 'x' }).map(({ variable }) => variable)).toEqual([
    'PORT',
    'LOG_LEVEL',
  ])
})

test('another machine may connect only through TLS or a named proxy', () => {
  const own = import.meta.filename
  expect(readConfig({ HOST: '0.0.0.0', TLS_CERT: own, TLS_KEY: own }).tls).toEqual({
    certFile: own,
    keyFile: own,
  })
  expect(readConfig({ HOST: '0.0.0.0', TRUST_PROXY: '10.1.2.3, 192.168.0.0/16' }).trustProxy).toHaveLength(2)
})

test('an office is a list of addresses, several offices are several lists', () => {
  expect(readConfig({}).officeNetworks).toEqual([])
  expect(
    readConfig({ OFFICE_NETWORKS: '203.0.113.4, 2001:db8:7::/56; 192.0.2.0/24' }).officeNetworks,
  ).toEqual([['203.0.113.4', '2001:db8:7::/56'], ['192.0.2.0/24']])
})

test('a virus scanner is a socket of this machine', () => {
  const here = ['/run/clamav/clamd.ctl', '127.0.0.1:3310', '[::1]:3310']
  expect(here.map((place) => readConfig({ VIRUS_SCANNER: place }).virusScanner)).toEqual(here)
  expect(readConfig({ VIRUS_SCANNER: '' }).virusScanner).toBeUndefined()
})

test('only this machine counts as loopback', () => {
  expect(['localhost', '127.0.0.1', '127.9.9.9', '::1'].every(isLoopback)).toBe(true)
  expect(['0.0.0.0', '::', '10.0.0.1', 'localhost.example'].some(isLoopback)).toBe(false)
})
