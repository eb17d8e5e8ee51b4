import type { ComponentChildren } from 'preact';

/** The little Markdown that replies use: `**bold**`, blank lines, lines, and `- ` lists. */
export function RichText({ text, id, large = false }: { text: string; id?: string; large?: boolean }) {
  const lines = text.split('\n');
  if (lines.length > 0 && lines.every((line) => /^[-•] /.test(line))) {
    return (
      <ul id={id}>
        {lines.map((line) => (
          <li key={line}>{bold(line.slice(2))}</li>
        ))}
      </ul>
    );
  }
  return (
    <p id={id} class={large ? 'action' : undefined}>
      {lines.flatMap((line, index) => (index === 0 ? bold(line) : [<br key={line} />, ...bold(line)]))}
    </p>
  );
}

export function paragraphs(text: string): string[] {
  return text.split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== '');
}

const PHONE = /(\(\d{3}\) \d{3}-\d{4}|1-\d{3}-\d{3}-\d{4})/;

/** A telephone number is never broken over two lines. */
export function unbroken(text: string): ComponentChildren[] {
  return text.split(PHONE).map((part, index) =>
    index % 2 === 1 ? (
      <span key={part} class="phone">
        {part}
      </span>
    ) : (
      part
    ),
  );
}

function bold(line: string): ComponentChildren[] {
  return line.split('**').map((part, index) => (index % 2 === 1 ? <strong key={part}>{unbroken(part)}</strong> : unbroken(part)));
}
