import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Drill, type Figure, tell } from './kit/drill.ts'
import { freePort } from './kit/free-port.ts'

/**
 * `bundle`: makes the one file, installs it into an empty folder and starts it with a sample, all in a network namespace that
 * has nothing but loopback; both servers must answer, and nothing outside may be within reach. Needs `unshare` and `ip`.
 */
export const drill: Drill = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'yorube-drill-'))
  try {
    if (spawnSync(process.execPath, ['scripts/bundle.mjs', folder], { stdio: 'inherit' }).status !== 0)
      return false
    const file = readdirSync(folder).find((name) => name.endsWith('.sh')) ?? ''
    writeFileSync(join(folder, 'inside.sh'), inside)
    const isRoot = process.getuid?.() === 0
    const child = spawn('unshare', [isRoot ? '-n' : '-rn', 'bash', join(folder, 'inside.sh')], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
        LANG: 'en',
        FILE: join(folder, file),
        TARGET: join(folder, 'installed'),
        ROOT_SECRET_FILE: join(folder, 'root-secret'),
        PORT: String(await freePort()),
        INTAKE_PORT: String(await freePort()),
      },
    })
    const output: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
    const [code] = await once(child, 'close')
    const told = new Map(
      Buffer.concat(output)
        .toString('utf8')
        .split('\n')
        .filter((line) => line.startsWith('FOUND '))
        .map((line) => [line.split(' ')[1] ?? '', line.split(' ').slice(2).join(' ')]),
    )
    return code === 0 && tell(figuresOf(told))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const must = (told: Map<string, string>, name: string, what: string, wanted: string): Figure => ({
  what,
  found: told.get(name) ?? 'nothing',
  holds: told.get(name) === wanted,
})

function figuresOf(told: Map<string, string>): Figure[] {
  return [
    must(told, 'interfaces', 'network interfaces', 'lo'),
    must(told, 'outside', 'reaching an address outside', 'unreachable'),
    must(told, 'installed', 'installed', '0'),
    { what: 'seconds to the first page, with the sample', found: told.get('seconds') ?? 'never' },
    must(told, 'staff', 'staff pages', '200'),
    must(told, 'intake', 'public pages', '200'),
    // The sample has desks of one person on purpose, which verify says as well.
    must(told, 'verify', 'findings of yorube verify, but for thin desks', '0'),
  ]
}

/** Node of the bundle is the only Node that is used inside: PATH holds the system's folders alone. */
const inside = `
ip link set lo up
echo "FOUND interfaces $(ip -o link show | cut -d: -f2 | tr -d ' ' | tr '\\n' ' ' | sed 's/ $//')"
(exec 3<>/dev/tcp/192.0.2.1/443) 2>/dev/null && echo 'FOUND outside reached' || echo 'FOUND outside unreachable'
sh "$FILE" "$TARGET" >/dev/null
echo "FOUND installed $?"
cd /
begun=$(date +%s)
"$TARGET/yorube" start --sample >"$TARGET/output.log" 2>&1 &
answer() { "$TARGET/current/node_modules/.bin/node" -e 'fetch(process.argv[1]).then((a) => console.log(a.status), () => console.log(0))' "$1"; }
for _ in $(seq 600); do [ "$(answer "http://127.0.0.1:$PORT/healthz")" = 200 ] && break; sleep 1; done
echo "FOUND seconds $(( $(date +%s) - begun ))"
echo "FOUND staff $(answer "http://127.0.0.1:$PORT/sign-in")"
echo "FOUND intake $(answer "http://127.0.0.1:$INTAKE_PORT/")"
"$TARGET/yorube" verify --json >"$TARGET/verify.json"
"$TARGET/current/node_modules/.bin/node" -e '
  const { findings } = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"))
  console.log("FOUND verify", findings.filter((one) => one.kind !== "desk-too-thin").length)' "$TARGET/verify.json"
kill %1
wait %1 2>/dev/null
exit 0
`
