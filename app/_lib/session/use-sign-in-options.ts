import { useEffect, useState } from 'react';
import type { SignInOptions } from '#core/contracts';
import { fetchSignInOptions } from '../api/index.ts';

/** What the server offers and asks for at sign-in; null until it is known. */
export function useSignInOptions(): SignInOptions | null {
  const [options, setOptions] = useState<SignInOptions | null>(null);
  useEffect(() => {
    let isLeft = false;
    fetchSignInOptions().then(
      (answer) => {
        if (!isLeft) setOptions(answer);
      },
      // Without them the page still does what it is for: user name and password.
      () => {},
    );
    return () => {
      isLeft = true;
    };
  }, []);
  return options;
}
