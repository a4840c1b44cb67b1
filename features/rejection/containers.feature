@rejection @asic
Feature: A container holds what was signed, and nothing else
  A container is an archive: the verifier reads it in one way, the program that unpacks it perhaps in another one. Each
  scenario deviates in one thing from a container that the same verifier accepts.

  Rule: Every file must be the one that was signed
    Several files are signed by way of a manifest, and each of them counts.

    @case:asic-second-file-changed @class:security @clause:EN_319_162-1/4.4
    Scenario Outline: <signer> to <verifier>: the second of two files was changed
      Given the signature asic-second-file-changed of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:asic-manifest-changed @class:security @clause:EN_319_162-1/4.4
    Scenario Outline: <signer> to <verifier>: the manifest was adapted to a forged document
      Given the signature asic-manifest-changed of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:asic-second-manifest @class:security @clause:EN_319_162-1/4.4
    Scenario Outline: <signer> to <verifier>: a second manifest names a forged document
      Given the signature asic-second-manifest of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:asic-reference-twice @class:policy @clause:EN_319_162-1/4.4
    Scenario Outline: <signer> to <verifier>: the manifest names the file twice, with two digests
      Given the signature asic-reference-twice of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:asic-manifest-other-signature @class:policy @clause:EN_319_162-1/4.4
    Scenario Outline: <signer> to <verifier>: the manifest belongs to another signature
      Given the signature asic-manifest-other-signature of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:asic-file-missing @class:policy @clause:EN_319_162-1/4.4
    Scenario Outline: <signer> to <verifier>: a signed file is not in the container
      Given the signature asic-file-missing of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

  Rule: No file may lie beside the signed ones
    Who opens a container believes all of it signed.

    @case:asic-unsigned-file @class:policy @clause:EN_319_162-1/4.4
    Scenario Outline: <signer> to <verifier>: a file that nobody signed lies in the container
      Given the signature asic-unsigned-file of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:asic-simple-two-files @class:policy @clause:EN_319_162-1/4.3
    Scenario Outline: <signer> to <verifier>: a simple container holds a second file
      Given the signature asic-simple-two-files of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:asic-metadata-lookalike @class:policy @clause:EN_319_162-1/4.4
    Scenario Outline: <signer> to <verifier>: a folder looks like that of the signatures
      Given the signature asic-metadata-lookalike of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

  Rule: Every program must unpack the same files
    An archive has two lists of its entries; where they differ, so do the readers.

    @case:asic-duplicate-entry @class:security @clause:ZIP/4.4.17
    Scenario Outline: <signer> to <verifier>: two files have one name
      Given the signature asic-duplicate-entry of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:asic-hidden-entry @class:security @clause:ZIP/4.3.6
    Scenario Outline: <signer> to <verifier>: a forged document is in the archive and not in its directory
      Given the signature asic-hidden-entry of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:asic-central-name @class:security @clause:ZIP/4.3.2
    Scenario Outline: <signer> to <verifier>: the directory gives the file another name
      Given the signature asic-central-name of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:asic-case-twins @class:policy @clause:EN_319_162-1/4.2
    Scenario Outline: <signer> to <verifier>: two signed files differ in the case of a letter
      Given the signature asic-case-twins of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:asic-bytes-between @class:policy @clause:ZIP/4.3.6
    Scenario Outline: <signer> to <verifier>: bytes of no entry lie in the archive
      Given the signature asic-bytes-between of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

  Rule: No file may leave the container
    Names and kinds of entries decide where a file lands on the machine of the reader.

    @case:asic-path-traversal @class:security @clause:ZIP/4.4.17
    Scenario Outline: <signer> to <verifier>: the name of the signed file leads out of the container
      Given the signature asic-path-traversal of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:asic-symbolic-link @class:policy @clause:EN_319_162-1/4.2
    Scenario Outline: <signer> to <verifier>: the signed file is a link
      Given the signature asic-symbolic-link of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |
