@recognition @several
Feature: Several signatures in one file are each recognised
  Contracts have two parties and come with annexes. A file is as good as the worst of its signatures: the verifier
  recognises it where each of them is valid.

  Each verifier meets every one of them once, from one signer that the seed of the round draws.

  Rule: Two persons sign one document

    @case:two-signatures @clause:RFC_5652/5.1
    Scenario Outline: <signer> to <verifier>, <format>: two persons signed beside each other
      Given the signature two-signatures of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> recognises it

      @pairs @rotate
      Examples:
        | signer | verifier | format |

    @case:pdf-second-signature @clause:ISO_32000-2/12.8.1
    Scenario Outline: <signer> to <verifier>: a second person signed in a later revision
      Given the signature pdf-second-signature of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> recognises it

      @pairs @rotate
      Examples:
        | signer | verifier |

  Rule: Two files are signed together

    @case:asic-two-files @clause:EN_319_162-1/4.4
    Scenario Outline: <signer> to <verifier>, <format>: a document and its annex in one container
      Given the signature asic-two-files of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> recognises it

      @pairs @rotate
      Examples:
        | signer | verifier | format |
