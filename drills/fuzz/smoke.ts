import { everyTarget } from './targets.ts'
import { tryInputs } from './try-inputs.ts'
const only = process.argv[2]
const n = Number(process.argv[3] ?? 3000)
for (const t of await everyTarget()) {
  if (only && only !== 'all' && t.name !== only) continue
  const c0 = process.cpuUsage()
  const f = await tryInputs(t, 1, { from: 0, count: n })
  const cpu = process.cpuUsage(c0); console.log(t.name.padEnd(20), (cpu.user / n).toFixed(1), 'us cpu', f.length)
  for (const one of f.slice(0, 4)) console.log('   ', one.what, '|', one.input.slice(0, 200))
}
