@rejection @long-term
Feature: An archive proves only what it covers
  Keys and authorities end; an archive time-stamp carries a signature beyond them. In each of these it does not.

  Each verifier meets every one of them once, from one signer that the seed of the round draws.

  Rule: An archive time-stamp comes in time, from its authority
    It was made while what it protects was still beyond doubt.

    @case:archived-too-late @class:security @clause:EN_319_102-1/5.6
    Scenario Outline: <signer> to <verifier>: archived after the signer had expired
      Given the signature archived-too-late of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:archive-stamp-forged @class:security @clause:EN_319_102-1/5.6
    Scenario Outline: <signer> to <verifier>: the archive time-stamp is forged
      Given the signature archive-stamp-forged of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

  Rule: An archive time-stamp covers the whole signature
    Its index names what is there, all of it and nothing else.

    @case:archive-over-less @class:security @clause:EN_319_122-1/5.5.3
    Scenario Outline: <signer> to <verifier>: the archive time-stamp covers less
      Given the signature archive-over-less of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:archive-index-other @class:security @clause:EN_319_122-1/5.5.2
    Scenario Outline: <signer> to <verifier>: the index of the archive time-stamp is of something else
      Given the signature archive-index-other of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:archive-index-missing @class:security @clause:EN_319_122-1/5.5.2
    Scenario Outline: <signer> to <verifier>: the archive time-stamp has no index
      Given the signature archive-index-missing of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:archive-index-too-much @class:security @clause:EN_319_122-1/5.5.2
    Scenario Outline: <signer> to <verifier>: the index names a certificate that is not there
      Given the signature archive-index-too-much of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |
