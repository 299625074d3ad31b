import { expect, test } from 'vitest'
import { DraftKeeper, type KeeperState } from './draft-keeper.ts'
import type { Sent } from './draft-line.ts'

/** A keeper with a clock that runs when told and a server that answers in turn. */
function aKeeper(answers: Sent[]) {
  const sent: { content: string; rev: number }[] = []
  const states: KeeperState['state'][] = []
  const timers: { milliseconds: number; run: () => void }[] = []
  const keeper = new DraftKeeper(
    async (content, rev) => {
      sent.push({ content, rev })
      return answers.shift() ?? { result: 'later' }
    },
    (state) => states.push(state.state),
    {
      after(milliseconds, run) {
        const timer = { milliseconds, run }
        timers.push(timer)
        return () => timers.splice(timers.indexOf(timer), 1)
      },
    },
  )
  const tick = async () => {
    timers.shift()?.run()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { keeper, sent, states, timers, tick }
}
const saved = (rev: number): Sent => ({ result: 'saved', rev, savedAt: new Date() })

test('a burst of typing is one save; what comes later goes with the revision the server gave', async () => {
  const { keeper, sent, states, tick } = aKeeper([saved(1), saved(2)])
  keeper.change('あ')
  keeper.change('あい')
  await tick()
  expect(sent).toEqual([{ content: 'あい', rev: 0 }])
  keeper.change('あいう')
  await tick()
  expect(sent[1]).toEqual({ content: 'あいう', rev: 1 })
  expect(states.at(-1)).toBe('saved')
})

test('a lost network is tried again, ever more patiently, with the newest words', async () => {
  const { keeper, sent, states, timers, tick } = aKeeper([{ result: 'later' }, { result: 'later' }, saved(1)])
  keeper.change('一行目')
  await tick()
  expect(states.at(-1)).toBe('failed')
  const firstWait = timers[0]?.milliseconds ?? 0
  keeper.change('一行目と二行目')
  await tick()
  expect(timers[0]?.milliseconds).toBeGreaterThan(firstWait)
  await tick()
  expect(sent.at(-1)?.content).toBe('一行目と二行目')
  expect(states.at(-1)).toBe('saved')
})

test('another window stops the saving until this one takes over, at the revision it has seen', async () => {
  const { keeper, sent, states, tick } = aKeeper([{ result: 'elsewhere' }, saved(8)])
  keeper.change('こちら')
  await tick()
  expect(states.at(-1)).toBe('elsewhere')
  keeper.change('こちらの続き')
  await tick()
  expect(sent).toHaveLength(1)
  expect([keeper.isTouched, keeper.isKept]).toEqual([true, false])
  await keeper.takeOver(7)
  expect(sent[1]).toMatchObject({ content: 'こちらの続き', rev: 7 })
})

test('what the server has already is not sent again', async () => {
  const { keeper, sent, tick } = aKeeper([saved(4)])
  keeper.resume(3, 'もとの文')
  keeper.change('もとの文')
  await tick()
  expect(sent).toEqual([])
  keeper.change('新しい文')
  await tick()
  expect(sent).toMatchObject([{ rev: 3 }])
})

test('behind a lock it says so, and goes on by itself after signing in elsewhere', async () => {
  const { keeper, sent, states, tick } = aKeeper([{ result: 'locked' }, saved(5)])
  keeper.change('ロック前の続き')
  await tick()
  expect(states.at(-1)).toBe('locked')
  expect(await keeper.flush()).toBe(true)
  expect(sent).toHaveLength(2)
})

test('a form that was sent is kept no more, and kept again when it comes back refused', async () => {
  const { keeper, sent, tick } = aKeeper([saved(1), saved(2)])
  keeper.change('送る前')
  await tick()
  keeper.stop()
  keeper.change('送ったあと')
  await tick()
  expect(sent).toHaveLength(1)
  keeper.goOn()
  keeper.change('断られて直す')
  await tick()
  expect(sent.at(-1)).toMatchObject({ content: '断られて直す', rev: 1 })
})

test('a form that is about to go waits for the save on its way, and so knows the last revision', async () => {
  let arrive: (answer: Sent) => void = () => {}
  const keeper = new DraftKeeper(
    () => new Promise((resolve) => (arrive = resolve)),
    () => {},
  )
  keeper.change('送る直前')
  const flushed = keeper.flush()
  expect(keeper.isSending).toBe(true)
  const stopped = keeper.stopAndWait()
  arrive(saved(3))
  await Promise.all([flushed, stopped])
  expect(keeper.rev).toBe(3)
})

test('what is typed before the answer about earlier words comes is newer than they are', async () => {
  const { keeper, sent, tick } = aKeeper([saved(5)])
  keeper.stop()
  keeper.change('待つ間に書いた')
  keeper.resume(4, '前に書いた')
  keeper.goOn()
  await tick()
  expect(sent).toEqual([{ content: '待つ間に書いた', rev: 4 }])
  expect(keeper.isKept).toBe(true)
})
