import { expect, test } from 'vitest'
import { commandFor, type KeyPress } from './sheet-keys.ts'

function press(keys: string, more: Partial<KeyPress> = {}): KeyPress {
  const parts = keys.split('+')
  const code = parts.at(-1) ?? ''
  return {
    code,
    key: code.replace(/^(Digit|Key)/, '').toLowerCase(),
    altKey: parts.includes('Alt'),
    ctrlKey: parts.includes('Ctrl'),
    shiftKey: parts.includes('Shift'),
    metaKey: false,
    repeat: false,
    isComposing: false,
    keyCode: 0,
    getModifierState: () => false,
    ...more,
  }
}

test.each([
  ['Alt+Digit0', { do: 'memo' }],
  ['Alt+Digit9', { do: 'section', digit: 9 }],
  ['Alt+KeyM', { do: 'mark' }],
  ['Alt+Shift+Digit1', { do: 'count', index: 0 }],
  ['Alt+Shift+Digit3', { do: 'count', index: 2 }],
  ['Alt+Shift+Digit0', { do: 'takeBack' }],
])('%s is a command', (keys, command) => {
  expect(commandFor(press(keys))).toEqual(command)
})

test('Ctrl Enter saves, Enter alone does not', () => {
  expect(commandFor(press('Ctrl+Enter', { key: 'Enter' }))).toEqual({ do: 'save' })
  expect(commandFor(press('Enter', { key: 'Enter' }))).toBeUndefined()
  expect(commandFor(press('Ctrl+Shift+Enter', { key: 'Enter' }))).toBeUndefined()
})

test('a key that writes, converts, or belongs to Windows, a browser or a screen reader does nothing here', () => {
  const others = [
    'Digit1',
    'Shift+Digit1',
    'KeyM',
    'F4',
    'F7',
    'F8',
    'F9',
    'Escape',
    // The keypad with Alt writes a character by its number.
    'Alt+Numpad1',
    'Ctrl+Digit1',
    'Ctrl+Alt+Digit1',
    'Alt+Shift+Digit4',
    'Alt+KeyF',
    'Alt+KeyD',
  ]
  for (const keys of others) expect([keys, commandFor(press(keys))]).toEqual([keys, undefined])
  expect(commandFor(press('Alt+Digit1', { getModifierState: () => true }))).toBeUndefined()
})

test('nothing happens while the input method is composing, nor again while a key is held down', () => {
  for (const keys of ['Alt+Digit1', 'Alt+Shift+Digit1', 'Ctrl+Enter', 'Alt+KeyM']) {
    const key = keys === 'Ctrl+Enter' ? { key: 'Enter' } : {}
    expect(commandFor(press(keys, key))).toBeDefined()
    expect(commandFor(press(keys, { ...key, isComposing: true }))).toBeUndefined()
    expect(commandFor(press(keys, { ...key, keyCode: 229 }))).toBeUndefined()
    expect(commandFor(press(keys, { ...key, repeat: true }))).toBeUndefined()
  }
})
