@recognition
Feature: A valid signature is recognised abroad
  A document that was signed in one state with its own product is valid in another one.
  The referee, which knows every anchor of the round, must find the signature TOTAL_PASSED first:
  a verifier is only ever blamed for refusing what is right.

  The rows of every Examples block tagged @pairs are filled in from the enrolled profiles:
  what a state claims to sign, put to every other state.

  @case:good @clause:EN_319_102-1/5.5
  Scenario Outline: <signer> to <verifier>: <format> <level>, <packaging>, <suite>
    Given a document signed in <signer> as <format> <level>, <packaging>, with <suite>
    When <verifier> is asked whether the signature is valid
    Then <verifier> recognises it

    @pairs @axis:level
    Examples: every format and level that the signer claims
      | signer | verifier | format | level |

    @pairs @axis:packaging
    Examples: every format and packaging that the signer claims
      | signer | verifier | format | packaging |

    @pairs @axis:suite
    Examples: every suite that the signer claims
      | signer | verifier | suite |
