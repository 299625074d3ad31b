import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { NewPassword, TypedPassword } from '../contract.ts'

const root = join(import.meta.dirname, '../../../..')
const pages = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
  .filter((one) => one.isFile() && one.name.endsWith('.tsx'))
  .map((one) => join(one.parentPath, one.name))
  .map((path) => ({ file: relative(root, path), text: readFileSync(path, 'utf8') }))

test('whatever asks for a password hides it, and tells password managers which one it is', () => {
  const fields = pages.flatMap(({ file, text }) =>
    [...text.matchAll(/<\w+\s[^>]*?name="(?:password|newPassword)"[\s\S]*?\/>/g)].map(([field]) => ({
      file,
      field,
    })),
  )
  expect(fields.length).toBeGreaterThan(1)
  for (const { file, field } of fields)
    expect([
      file,
      /type="password"/.test(field),
      /autoComplete="(current|new)-password"/.test(field),
    ]).toEqual([file, true, true])
})

test('nothing hinders pasting, copying or filling in', () => {
  const hinders =
    /on(Paste|Copy|Cut|Drop|BeforeInput|ContextMenu)\b|(?:password|Password)[^\n]*autoComplete="off"/
  expect(pages.filter(({ text }) => hinders.test(text)).map(({ file }) => file)).toEqual([])
})

test('a password is taken as typed: long, of any letters, with its spaces', () => {
  for (const password of ['あ'.repeat(12), ` ${'x'.repeat(62)} `, 'y'.repeat(1000)]) {
    expect(NewPassword.parse(password)).toBe(password)
    expect(TypedPassword.parse(password)).toBe(password)
  }
  expect(NewPassword.safeParse('x'.repeat(11)).success).toBe(false)
})
