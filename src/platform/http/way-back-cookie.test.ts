import { expect, test } from 'vitest'
import { clearWayBackCookie, readWayBackCookie, setWayBackCookie } from './way-back-cookie.ts'

const sent = (setting: string) => setting.split(';')[0] ?? ''

test.each([true, false])(
  'what was remembered is read again, whatever stands in it (secure: %s)',
  (isSecure) => {
    const path = '/cases/1?tab=a b&x=1;y=2#架空'
    const setting = setWayBackCookie(path, isSecure)
    expect(setting).toContain('HttpOnly; SameSite=Lax')
    expect(setting.includes('Secure')).toBe(isSecure)
    expect(readWayBackCookie(`other=1; ${sent(setting)}`, isSecure)).toBe(path)
    expect(readWayBackCookie(sent(clearWayBackCookie(isSecure)), isSecure)).toBeNull()
  },
)

test('two of one name, a mangled one and none at all say nothing', () => {
  const one = sent(setWayBackCookie('/today', false))
  expect(readWayBackCookie(`${one}; ${one}`, false)).toBeNull()
  expect(readWayBackCookie('yorube-way-back=%E0%A4%A', false)).toBeNull()
  expect(readWayBackCookie(null, false)).toBeNull()
})
