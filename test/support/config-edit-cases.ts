/** Configurations as people write them: each a form of its own that edits have to leave alone. */
export const writtenForms: Readonly<Record<string, string>> = {
  'lists indented': `apiVersion: mirror.openshift.io/v2alpha1
kind: ImageSetConfiguration
archiveSize: 4  # GiB, for the FAT32 sticks
mirror:
  platform:
    architectures:
      - "amd64"
    channels:
      # production
      - name: stable-4.15   # since spring
        minVersion: 4.15.0
        maxVersion: 4.15.3
      # laboratory
      - name: fast-4.16
    graph: true
  additionalImages:
    - name: registry.redhat.io/ubi9/ubi:latest
    - name: 'quay.io/example/tool:1.0' # pinned later
  blockedImages:
    - name: .*debug.*
`,
  charts: `apiVersion: mirror.openshift.io/v2alpha1
kind: ImageSetConfiguration
mirror:
  helm:
    repositories:
    # the team's own
    - name: lab
      url: https://charts.example.com/lab/
      charts:
      - name: "web"
        version: 1.0.0   # as tested
        imagePaths:
        - "{.spec.image}"
        platforms:
        - os: linux
          architecture: arm64
      - {name: web, version: '2.0.0-rc.1'}
    - name: everything
      url: https://charts.example.com/all
    local:
    - name: tool
      path: /srv/charts/tool
`,
  'lists at the key': `# made by the platform team
kind: ImageSetConfiguration
apiVersion: mirror.openshift.io/v2alpha1
mirror:
  platform:
    channels:
    - name: "stable-4.15"
      type: ocp
    - maxVersion: 4.16.2
      name: "eus-4.16"
      minVersion: 4.16.0
  operators:
  - catalog: registry.redhat.io/redhat/redhat-operator-index:v4.15
    packages:
    - name: odf-operator

  additionalImages:
  - name: "quay.io/example/a:1"
  # - name: quay.io/example/not-yet:1
# end
`,
  'four columns, wide dashes': `kind: ImageSetConfiguration
apiVersion: mirror.openshift.io/v2alpha1

mirror:

    platform:
        graph: false   # the enclave has no update service
        channels:
            -   name: stable-4.14
                full: true

            -   name: stable-4.15
    additionalImages:
        -   name: quay.io/example/a:1
            targetRepo: mine/a
`,
  'in brackets': `kind: ImageSetConfiguration
apiVersion: mirror.openshift.io/v2alpha1
mirror: {platform: {channels: [{name: stable-4.15}, {name: fast-4.16, full: true}], graph: true}, additionalImages: [{name: 'quay.io/example/a:1'}]}
`,
  'brackets over lines': `kind: ImageSetConfiguration
apiVersion: mirror.openshift.io/v2alpha1
mirror:
  platform:
    architectures: [ amd64, arm64 ]
    channels: [
      { name: stable-4.15, minVersion: 4.15.0 },  # first
      { name: fast-4.16 },
    ]
  additionalImages: [
    # only this one
    {name: quay.io/example/a:1}
  ]
`,
  JSON: `{
  "kind": "ImageSetConfiguration",
  "apiVersion": "mirror.openshift.io/v2alpha1",
  "mirror": {
    "platform": {
      "channels": [
        {
          "name": "stable-4.15",
          "minVersion": "4.15.0"
        },
        {
          "name": "stable-4.16"
        }
      ]
    },
    "additionalImages": [{ "name": "quay.io/example/a:1" }, { "name": "quay.io/example/b:1" }]
  }
}
`,
  'Windows line ends':
    'kind: ImageSetConfiguration\r\napiVersion: mirror.openshift.io/v2alpha1\r\nmirror:\r\n  platform:\r\n    channels:\r\n      - name: stable-4.15 # keep\r\n        maxVersion: 4.15.3\r\n  additionalImages:\r\n    - name: quay.io/example/a:1\r\n',
  'byte order mark, no last line break':
    '\uFEFFkind: ImageSetConfiguration\napiVersion: mirror.openshift.io/v2alpha1\nmirror:\n  additionalImages:\n  - name: quay.io/example/a:1',
  'document marks': `---
kind: ImageSetConfiguration
apiVersion: mirror.openshift.io/v2alpha1
mirror:
  platform:
    channels:
    - name: stable-4.15
...
`,
  'nothing to mirror yet': `kind: ImageSetConfiguration
apiVersion: mirror.openshift.io/v2alpha1
mirror: {}   # to be filled
`,
  'empty parts': `kind: ImageSetConfiguration
apiVersion: mirror.openshift.io/v2alpha1
mirror:
  platform:
    channels: []   # none yet
    graph:
  additionalImages: # none
`,
  'keys in the wrong case': `Kind: ImageSetConfiguration
apiversion: mirror.openshift.io/v2alpha1
mirror:
  Platform:
    Channels:
    - Name: stable-4.15
      minversion: 4.15.0
  additionalimages:
  - name: quay.io/example/a:1
`,
  'shared parts': `kind: ImageSetConfiguration
apiVersion: mirror.openshift.io/v2alpha1
mirror:
  platform:
    channels:
    - &stable
      name: stable-4.15
    - name: &fast fast-4.16
  additionalImages:
  - name: quay.io/example/a:1
    targetTag: *fast
  helm:
    local: &none []
    repositories: *none
`,
  operators: `kind: ImageSetConfiguration
apiVersion: mirror.openshift.io/v2alpha1
mirror:
  operators:
    # for all clusters
    - catalog: registry.redhat.io/redhat/redhat-operator-index:v4.15   # the big one
      targetCatalog: mine/redhat   # named by the enclave
      packages:
        - name: odf-operator   # storage
          channels:
            # until autumn
            - name: 'stable-4.15'
              minVersion: 4.15.0
              x-note: kept
            - name: 'stable-4.14'
        - name: cluster-logging
          minVersion: 5.9.0
    - catalog: "registry.redhat.io/redhat/community-operator-index:v4.15"
      full: false   # heads are enough
  additionalImages:
    - name: quay.io/example/a:1
`,
  'operators in brackets': `kind: ImageSetConfiguration
apiVersion: mirror.openshift.io/v2alpha1
mirror:
  operators: [{catalog: registry.redhat.io/redhat/redhat-operator-index:v4.15, packages: [{name: odf-operator, channels: [{name: stable-4.15}, {name: stable-4.14}]}]}]
`,
  'texts over lines': `kind: ImageSetConfiguration
apiVersion: mirror.openshift.io/v2alpha1
mirror:
  additionalImages:
  - name: >-
      quay.io/example/a:1
  - name: "quay.io/example/\\
      b:1"
  - name: |-
      quay.io/example/c:1
  blockedImages:
  - name: |-
      # no comment
`,
};

/** Lines that are comments and nothing else; a text block's are not among them in the forms above, but one. */
export function commentLines(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line.startsWith('#') && line !== '# no comment')
    .toSorted();
}

/** Whether all lines of `part` stand in `whole`, in their order. */
export function isSubsequence(part: readonly string[], whole: readonly string[]): boolean {
  let at = 0;
  for (const line of whole) if (at < part.length && line === part[at]) at++;
  return at === part.length;
}
