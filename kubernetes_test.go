package simrun_test

import (
	"io"
	"os"
	"slices"
	"testing"

	"go.yaml.in/yaml/v3"
)

// TestKubernetes: the example has two jobs, as Kubernetes reads them, and their arguments are those of the command.
func TestKubernetes(t *testing.T) {
	f, err := os.Open("docs/cluster/kubernetes.yaml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	d := yaml.NewDecoder(f)
	d.KnownFields(true)
	var commands []string
	for {
		var job struct {
			APIVersion string `yaml:"apiVersion"`
			Kind       string
			Metadata   struct{ Name string }
			Spec       struct {
				CompletionMode           string `yaml:"completionMode"`
				Completions, Parallelism int
				Limit                    int            `yaml:"backoffLimit"`
				Failure                  map[string]any `yaml:"podFailurePolicy"`
				Template                 struct {
					Spec struct {
						Restart    string `yaml:"restartPolicy"`
						Containers []struct {
							Name, Image string
							Args        []string
							Resources   map[string]map[string]string
							Security    map[string]any `yaml:"securityContext"`
						}
					}
				}
			}
		}
		if err := d.Decode(&job); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		if job.APIVersion != "batch/v1" || job.Kind != "Job" || len(job.Spec.Template.Spec.Containers) != 1 {
			t.Errorf("%+v is no job of one container", job)
			continue
		}
		commands = append(commands, job.Spec.Template.Spec.Containers[0].Args[0])
	}
	if !slices.Equal(commands, []string{"worker", "explore"}) {
		t.Errorf("the jobs do %q", commands)
	}
}
