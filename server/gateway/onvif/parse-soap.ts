import { parseSOAPString } from 'onvif/lib/utils.js';
import { fail, ok, type Result } from '#core/kit';
import { checkXml } from './check-xml.ts';
import { SoapElement } from './soap-element.ts';

/** What a SOAP message says. */
export type SoapMessage =
  | { readonly kind: 'body'; readonly body: SoapElement }
  | {
      readonly kind: 'fault';
      /** Codes and reasons, all of them: devices put the word that matters into any. */
      readonly text: string;
    };

/**
 * Reads a SOAP 1.2 message (W3C SOAP 1.2 part 1, 5): the body, with element names without prefix and the first letter
 * in lower case where the second is.
 */
export function parseSoap(document: string): Result<SoapMessage, 'not_soap'> {
  const checked = checkXml(document);
  if (!checked.ok) return fail('not_soap');
  let body: SoapElement | null = null;
  try {
    parseSOAPString(checked.value, (_error, parsed) => {
      body = new SoapElement(parsed?.[0]);
    });
  } catch {
    return fail('not_soap');
  }
  return read(body);
}

function read(body: SoapElement | null): Result<SoapMessage, 'not_soap'> {
  if (body === null) return fail('not_soap');
  if (!body.has('fault')) return ok({ kind: 'body', body });
  const fault = body.at('fault');
  const codes = [fault.at('code'), fault.at('code', 'subcode'), fault.at('code', 'subcode', 'subcode')];
  const words = [...codes.map((code) => code.at('value').text), fault.at('reason', 'text').text];
  return ok({ kind: 'fault', text: words.join(' ').slice(0, 500) });
}
