import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { whoKnocks } from './who-knocks.ts'

const database = useDatabase()
const at = (host: string) => whoKnocks({ host, network: 'loopback', deviceLabel: '' }, {})

async function found(name: string, hosts: string[], isDefault: boolean) {
  await database.superuser.query(
    `insert into auth.tenant (tenant_id, name, kind, hosts, is_default) values ($1, $2, 'municipality', $3, $4)`,
    [randomUUID(), name, hosts, isDefault],
  )
}

test('one tenant alone answers to every name; beside others each answers to its own', async () => {
  expect(await at('yorube.example')).toMatchObject({ isSetUpOpen: true })

  await found('例示市', [], true)
  expect(await at('yorube.example')).toMatchObject({ tenantName: '例示市' })

  await found('見本県', ['pref.example'], false)
  expect(await at('PREF.example')).toMatchObject({ tenantName: '見本県' })
  for (const host of ['localhost', '127.0.0.1', '127.8.9.10', '[::1]'])
    expect(await at(host)).toMatchObject({ tenantName: '例示市' })
  for (const host of ['yorube.example', '127.0.0.1.evil.example', 'localhost.evil.example', ''])
    await expect(at(host)).rejects.toMatchObject({ code: 'wrong-host', status: 421 })
})

test('a tenant with names of its own answers to no other, even alone', async () => {
  await database.superuser.query(`update auth.tenant set hosts = '{city.example}' where is_default`)
  await database.superuser.query(`delete from auth.tenant where not is_default`)
  expect(await at('city.example')).toMatchObject({ tenantName: '例示市' })
  expect(await at('127.0.0.1')).toMatchObject({ tenantName: '例示市' })
  await expect(at('other.example')).rejects.toMatchObject({ code: 'wrong-host' })
})
