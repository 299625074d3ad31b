import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { loadRootSecret, RootSecretUnusable } from './index.ts'

let folder: string
let path: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'root-secret-'))
  path = join(folder, 'deeper', 'instance.secret')
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true })
})

test('where nobody may write, the start says so', async () => {
  await expect(loadRootSecret('/sys/yorube/instance.secret', true)).rejects.toMatchObject({
    trouble: 'unwritable',
  })
})

test('made once with a new database, private, and the same ever after', async () => {
  const made = await loadRootSecret(path, true)
  expect(made).toHaveLength(32)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await readdir(join(folder, 'deeper'))).toEqual(['instance.secret'])
  expect(await loadRootSecret(path, false)).toEqual(made)
  expect(await loadRootSecret(path, true)).toEqual(made)
})

test('two processes that start at once agree on one secret', async () => {
  const [one, other] = await Promise.all([loadRootSecret(path, true), loadRootSecret(path, true)])
  expect(one).toEqual(other)
})

test('data present and file missing stops the start and makes nothing', async () => {
  await expect(loadRootSecret(path, false)).rejects.toMatchObject({ trouble: 'missing', path })
  expect(await readdir(folder)).toEqual([])
})

test('a file that others may read is refused', async () => {
  await loadRootSecret(path, true)
  for (const mode of [0o640, 0o604, 0o660]) {
    await chmod(path, mode)
    await expect(loadRootSecret(path, false)).rejects.toMatchObject({ trouble: 'exposed', path })
  }
})

test('of what systemd hands to the service the group’s place shows an ACL; nowhere else, and no other right', async () => {
  const secret = await loadRootSecret(path, true)
  const trouble = { trouble: 'exposed', path }
  await chmod(path, 0o440)
  vi.stubEnv('CREDENTIALS_DIRECTORY', folder)
  await expect(loadRootSecret(path, false)).rejects.toMatchObject(trouble)
  vi.stubEnv('CREDENTIALS_DIRECTORY', `${join(folder, 'deeper')}/`)
  expect(await loadRootSecret(path, false)).toEqual(secret)
  for (const mode of [0o460, 0o444, 0o441]) {
    await chmod(path, mode)
    await expect(loadRootSecret(path, false)).rejects.toMatchObject(trouble)
  }
})

test('a damaged file, another version or no file at all is refused and never replaced', async () => {
  await loadRootSecret(path, true)
  const text = await readFile(path, 'utf8')
  const digit = text[30] === 'a' ? 'b' : 'a'
  const damaged = [
    text.slice(0, 30) + digit + text.slice(31),
    text.slice(0, -3),
    text.slice(0, 12),
    `${text}more\n`,
    '',
  ]
  for (const content of damaged) {
    await writeFile(path, content)
    await expect(loadRootSecret(path, true)).rejects.toMatchObject({ trouble: 'damaged' })
    expect(await readFile(path, 'utf8')).toBe(content)
  }
  await writeFile(path, text.replace('secret 1', 'secret 2'))
  await expect(loadRootSecret(path, true)).rejects.toMatchObject({ trouble: 'newer' })
  const asFile = loadRootSecret(folder, true)
  await expect(asFile).rejects.toThrow(RootSecretUnusable)
  await expect(asFile).rejects.toMatchObject({ trouble: 'unreadable' })
})
