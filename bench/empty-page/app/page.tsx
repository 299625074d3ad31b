import { useSearchParams } from 'react-router'

/** As many elements and as many bytes as the page it is compared with, and no work behind them. */
export default function Page() {
  const [query] = useSearchParams()
  const elements = Number(query.get('elements') ?? 0)
  const text = 'x'.repeat(Number(query.get('letters') ?? 0))
  const className = query.get('classed') === '0' ? undefined : 'line'
  return (
    <main>
      {Array.from({ length: elements }, (_, at) => (
        <span key={at} className={className}>
          {text}
        </span>
      ))}
    </main>
  )
}
