import { type ButtonHTMLAttributes, type ReactNode, useId } from 'react'
import { Link, type LinkProps } from 'react-router'

export type ButtonVariant = 'primary' | 'secondary' | 'danger' | 'quiet'

interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled' | 'className'> {
  variant?: ButtonVariant
  size?: 'regular' | 'small'
  /** Why it cannot be used now. The button stays in reach, so that everybody can find out. */
  unavailable?: string | undefined
  children: ReactNode
}

const classes = (variant: ButtonVariant, size: 'regular' | 'small') =>
  `button button-${variant}${size === 'small' ? ' button-small' : ''}`

export function Button({
  variant = 'secondary',
  size = 'regular',
  unavailable,
  children,
  ...rest
}: ButtonProps) {
  const reasonId = useId()
  if (unavailable === undefined) {
    return (
      <button type="button" {...rest} className={classes(variant, size)}>
        {children}
      </button>
    )
  }
  return (
    <span className="inline-grid justify-items-start gap-1">
      <button
        type="button"
        aria-disabled="true"
        aria-describedby={reasonId}
        className={classes(variant, size)}
      >
        {children}
      </button>
      <span id={reasonId} className="hint">
        {unavailable}
      </span>
    </span>
  )
}

interface LinkButtonProps extends Omit<LinkProps, 'className'> {
  variant?: ButtonVariant
  size?: 'regular' | 'small'
}

/** A link that leads to a task, drawn as a button. */
export function LinkButton({ variant = 'secondary', size = 'regular', ...rest }: LinkButtonProps) {
  return <Link {...rest} className={classes(variant, size)} />
}
