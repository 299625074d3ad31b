import { m } from '../../../platform/words/words.ts'
import { ChoiceGroup } from '../../../ui/form/choice-group.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { FactorFields } from './factor-fields.tsx'
import { NewPasswordField } from './new-password-field.tsx'
import type { Answer } from './outcome.ts'

interface StepProps {
  answer: Answer<unknown>
}

export function CodeOfTheStart({ answer }: StepProps) {
  return (
    <Panel title={`1. ${m.accounts_step_set_up_code()}`}>
      <TextField
        name="setUpCode"
        label={m.accounts_set_up_code()}
        hint={m.accounts_set_up_code_hint()}
        required
        autoComplete="off"
        spellCheck={false}
        error={answer.errorOf('setUpCode')}
      />
    </Panel>
  )
}

export function TenantFields({ answer }: StepProps) {
  return (
    <Panel title={`2. ${m.accounts_step_tenant()}`}>
      <div className="form-stack">
        <Words
          answer={answer}
          name="tenantName"
          label={m.accounts_tenant_name()}
          hint={m.accounts_tenant_name_hint()}
        />
        <ChoiceGroup
          kind="radio"
          name="tenantKind"
          label={m.accounts_tenant_kind()}
          required
          inline
          error={answer.errorOf('tenantKind')}
          chosen={[answer.valueOf('tenantKind') || 'municipality']}
          choices={[
            { value: 'municipality', label: m.accounts_kind_municipality() },
            { value: 'prefecture', label: m.accounts_kind_prefecture() },
          ]}
        />
        <ChoiceGroup
          kind="radio"
          name="network"
          label={m.accounts_network()}
          hint={m.accounts_network_hint()}
          required
          error={answer.errorOf('network')}
          chosen={[answer.valueOf('network') || 'standard']}
          choices={[
            { value: 'standard', label: m.accounts_network_standard() },
            { value: 'ageo', label: m.accounts_network_ageo() },
            { value: 'prefecture', label: m.accounts_network_prefecture() },
          ]}
        />
      </div>
    </Panel>
  )
}

export function FirstAdministrator({ answer, totpKey }: StepProps & { totpKey: string }) {
  return (
    <Panel title={`3. ${m.accounts_step_first()}`}>
      <div className="form-stack">
        <Words
          answer={answer}
          name="displayName"
          label={m.accounts_display_name()}
          hint={m.accounts_display_name_hint()}
        />
        <Words answer={answer} name="login" label={m.accounts_login()} hint={m.accounts_login_hint()} />
        <NewPasswordField error={answer.errorOf('newPassword')} />
        <FactorFields totpKey={totpKey} tenantName="" answer={answer} />
      </div>
    </Panel>
  )
}

export function SecondAdministrator({ answer }: StepProps) {
  return (
    <Panel title={`4. ${m.accounts_step_second()}`}>
      <div className="form-stack">
        <p>{m.accounts_step_second_lead()}</p>
        <Words answer={answer} name="secondName" label={m.accounts_second_name()} />
        <Words
          answer={answer}
          name="secondLogin"
          label={m.accounts_second_login()}
          hint={m.accounts_login_hint()}
        />
      </div>
    </Panel>
  )
}

function Words({ answer, ...field }: StepProps & { name: string; label: string; hint?: string }) {
  return (
    <TextField
      {...field}
      required
      spellCheck={false}
      defaultValue={answer.valueOf(field.name)}
      error={answer.errorOf(field.name)}
    />
  )
}
