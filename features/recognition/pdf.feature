@recognition @pdf
Feature: A PDF may grow after it was signed
  Who signs a PDF signs what it was then. What the signer permits, and what archives add, must not undo the signature.

  Each verifier meets every one of them once, from one signer that the seed of the round draws.

  Rule: A form is filled in as its signer permits

    @case:pdf-form-filled @clause:ISO_32000-2/12.8.2
    Scenario Outline: <signer> to <verifier>: a field was filled in, which nothing forbids
      Given the signature pdf-form-filled of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> recognises it

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:pdf-certified-form-filled @clause:ISO_32000-2/12.8.2.2
    Scenario Outline: <signer> to <verifier>: the certified form was filled in as its author permits
      Given the signature pdf-certified-form-filled of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> recognises it

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:pdf-other-field-locked @clause:ISO_32000-2/12.8.2.4
    Scenario Outline: <signer> to <verifier>: a field was filled in that the signature does not lock
      Given the signature pdf-other-field-locked of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> recognises it

      @pairs @rotate
      Examples:
        | signer | verifier |

  Rule: An archive adds proofs to what others signed

    @case:pdf-store-added @clause:EN_319_142-1/5.4.2
    Scenario Outline: <signer> to <verifier>: certificates and revocation data were added
      Given the signature pdf-store-added of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> recognises it

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:pdf-time-stamp-added @clause:EN_319_142-1/5.4.3
    Scenario Outline: <signer> to <verifier>: a document time-stamp was added
      Given the signature pdf-time-stamp-added of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> recognises it

      @pairs @rotate
      Examples:
        | signer | verifier |
