import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { type Rejection, sentencesAt } from '../api/command.js';
import type { Fault } from '../api/fault.js';
import { TextArea } from '../ui/field.js';
import { Sheet } from '../ui/sheet.js';
import { FormNote } from './form-note.js';

const MOST = 500;

interface Props {
  readonly title: string;
  readonly under?: ReactNode;
  readonly label: string;
  readonly hint?: string;
  /** What stands above the reason. */
  readonly children?: ReactNode;
  /** The input of the command that holds it, `reason` by default. */
  readonly field?: string;
  /** What the button says. */
  readonly go: string;
  /** Nothing is sent without a reason. */
  readonly isNeeded?: boolean;
  readonly isDanger?: boolean;
  readonly busy: boolean;
  readonly errors: readonly Rejection[];
  readonly fault: Fault | null;
  onSend(reason: string | null): void;
  onClose(): void;
}

/** Asks why before something is declined or taken back. */
export function ReasonSheet({ title, under, label, hint, go, isNeeded, isDanger, ...sending }: Props) {
  const { busy, errors, fault, field = 'reason', children, onSend, onClose } = sending;
  const [reason, setReason] = useState('');
  const said = reason.trim();
  return (
    <Sheet
      title={title}
      under={under}
      onClose={onClose}
      footer={
        <Button
          type="primary"
          size="large"
          danger={isDanger ?? false}
          loading={busy}
          disabled={isNeeded === true && !said}
          onClick={() => onSend(said || null)}
        >
          {go}
        </Button>
      }
    >
      <FormNote errors={errors} fault={fault} named={[field]} />
      {children}
      <TextArea
        label={label}
        hint={hint}
        value={reason}
        maxLength={MOST}
        error={sentencesAt(errors, field)}
        onChange={setReason}
      />
    </Sheet>
  );
}
