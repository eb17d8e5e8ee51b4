/** `npm run check:content`: prints what is wrong with the content and fails if anything is. */
import { checkContent, printed } from './check.ts';
import { ContentError } from './read-yaml.ts';

try {
  const findings = checkContent(process.argv[2]);
  for (const finding of findings) console.log(printed(finding));
  console.log(findings.length === 0 ? 'content: nothing to mend' : `content: ${findings.length} to mend`);
  process.exitCode = findings.every(({ later }) => later) ? 0 : 1;
} catch (error) {
  if (!(error instanceof ContentError)) throw error;
  console.log(error.message);
  process.exitCode = 1;
}
